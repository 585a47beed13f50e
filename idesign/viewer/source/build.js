// Builds the report's viewer.
import { bundle } from "./bundle.js";

await bundle("page.js", process.argv[2] ?? "../static/viewer.min.js");
