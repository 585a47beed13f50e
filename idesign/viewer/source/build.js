// Bundles viewer.js with three.js into one file that names no outside address.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";

const target = process.argv[2] ?? "../static/viewer.min.js";
const result = await build({
  entryPoints: ["viewer.js"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
  charset: "ascii",
  write: false,
});
// three.js names its documentation in warnings and papers in shader comments; a page that is meant to load nothing
// from outside shall not even seem to. Names of XML vocabularies (www.w3.org) are no addresses and stay.
const address = /(?:https?:|ftp:|["'`(=])\/\/(?!www\.w3\.org)[\w-]+(?:\.[\w-]+)+/g;
const text = result.outputFiles[0].text.replace(/https?:\/\/(?!www\.w3\.org)[^\s"'`)<>\\]+/g, "(see its documentation)");
const left = text.match(address) ?? [];
if (left.length) throw new Error(`addresses are left: ${left.slice(0, 5).join(" ")}`);
writeFileSync(target, text);
const version = JSON.parse(readFileSync("node_modules/three/package.json", "utf8")).version;
console.log(`${target}: ${(text.length / 1024).toFixed(0)} kB with three.js ${version}`);
