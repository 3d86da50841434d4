// Prints for each HWPX its pages as JSON, their words or their pictures: node rhwp_pages.mjs FOLDER_OF_RHWP words|svg FILE…
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, what, ...files] = process.argv.slice(2);
// The renderer asks the browser how wide words are; full width for Hangul, half for the rest is near enough.
globalThis.measureTextWidth = (font, text) => {
  const size = parseFloat(/([\d.]+)px/.exec(font)?.[1] ?? "12");
  return [...text].reduce((width, letter) => width + (letter.charCodeAt(0) < 0x2000 ? size / 2 : size), 0);
};
const silenced = ["log", "info", "warn"];
for (const name of silenced) console[name] = () => {};
const { initSync, HwpDocument } = await import(pathToFileURL(`${folder}/rhwp.js`));
initSync({ module: fs.readFileSync(`${folder}/rhwp_bg.wasm`) });
const unescape = (text) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");
const wordsOf = (svg) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => unescape(match[1])).join("");
const pagesOf = (file) => {
  const paper = new HwpDocument(new Uint8Array(fs.readFileSync(file)));
  const pages = Array.from({ length: paper.pageCount() }, (_, page) => paper.renderPageSvg(page));
  paper.free();
  return what === "svg" ? pages : pages.map(wordsOf);
};
process.stdout.write(JSON.stringify(files.map(pagesOf)));
