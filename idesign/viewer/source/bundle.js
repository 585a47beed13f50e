// Bundles a script with three.js into one file that names no outside address.
import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const modules = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
// three.js names its documentation in warnings and papers in shader comments; a page that is meant to load nothing
// from outside shall not even seem to. Names of XML vocabularies (www.w3.org) are no addresses and stay.
const address = /(?:https?:|ftp:|["'`(=])\/\/(?!www\.w3\.org)[\w-]+(?:\.[\w-]+)+/g;

export async function bundle(entry, target) {
  const result = await build({
    entryPoints: [entry],
    nodePaths: [modules],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    legalComments: "none",
    charset: "ascii",
    write: false,
  });
  const text = result.outputFiles[0].text.replace(/https?:\/\/(?!www\.w3\.org)[^\s"'`)<>\\]+/g, "(see its documentation)");
  const left = text.match(address) ?? [];
  if (left.length) throw new Error(`addresses are left: ${left.slice(0, 5).join(" ")}`);
  writeFileSync(target, text);
  const version = JSON.parse(readFileSync(join(modules, "three", "package.json"), "utf8")).version;
  console.log(`${target}: ${(text.length / 1024).toFixed(0)} kB with three.js ${version}`);
}
