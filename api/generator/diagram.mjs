// Draws migrations/schema.svg of migrations/schema.json: a box for each table, an arrow to each that it refers to. JSON in, SVG
// out. Colours are the page's: overview.css.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { Graphviz } = await import(pathToFileURL(createRequire(import.meta.url).resolve("@hpcc-js/wasm-graphviz")));
const { tables } = JSON.parse(readFileSync(0, "utf8"));
const boxes = tables.map(({ name }) => `"${name}" [href="#table-${name}", tooltip="${name}"]`);
const arrows = new Set(tables.flatMap(({ name, references }) => references.map(({ table }) => `"${name}" -> "${table}"`)));
const dot = `digraph {
  graph [rankdir=RL, bgcolor=transparent, nodesep=0.15, ranksep=0.7]
  node [shape=box, style=rounded, fontname=Helvetica, fontsize=14, margin="0.2,0.08"]
  edge [arrowsize=0.6]
  ${[...boxes, ...arrows].join("\n  ")}
}`;
const svg = (await Graphviz.load()).dot(dot);
process.stdout.write(`${svg.slice(svg.indexOf("<svg")).trim()}\n`);
