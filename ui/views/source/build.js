// Builds the studio's views with the modules of the report's viewer.
import { bundle } from "../../../idesign/viewer/source/bundle.js";

await bundle("main.js", process.argv[2] ?? "../static/views.min.js");
