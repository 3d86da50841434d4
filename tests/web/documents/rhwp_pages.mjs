// Prints the words of each page of an HWPX as JSON: node rhwp_pages.mjs FOLDER_OF_RHWP FILE
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
// The renderer asks the browser how wide words are; full width for Hangul, half for the rest is near enough.
globalThis.measureTextWidth = (font, text) => {
  const size = parseFloat(/([\d.]+)px/.exec(font)?.[1] ?? "12");
  return [...text].reduce((width, letter) => width + (letter.charCodeAt(0) < 0x2000 ? size / 2 : size), 0);
};
const silenced = ["log", "info", "warn"];
for (const name of silenced) console[name] = () => {};
const { initSync, HwpDocument } = await import(pathToFileURL(`${folder}/rhwp.js`));
initSync({ module: fs.readFileSync(`${folder}/rhwp_bg.wasm`) });
const paper = new HwpDocument(new Uint8Array(fs.readFileSync(file)));
const unescape = (text) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");
const pages = [];
for (let page = 0; page < paper.pageCount(); page += 1) {
  const words = [...paper.renderPageSvg(page).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => unescape(match[1]));
  pages.push(words.join(""));
}
process.stdout.write(JSON.stringify(pages));
