// Copy and paste as tab-separated words (질병결석), also from Excel; symbols are understood too. No document, no network.
import { FORMS, KINDS } from "./grid.js";

const ALIASES = { 무단: "미인정", 인정: "출석인정" };

export const parseWord = (text, bySign) => {
  const word = text.replace(/\uFE0E|\uFE0F|\s/g, "");
  if (!word) return { skip: true };
  if (word === "출석" || word === "·") return { form: "present", kind: null };
  if (bySign.has(word)) return bySign.get(word);
  for (const [form, formWord] of Object.entries(FORMS)) {
    if (!word.endsWith(formWord)) continue;
    const front = word.slice(0, -formWord.length);
    const kindWord = ALIASES[front] ?? front;
    const kind = Object.keys(KINDS).find((each) => KINDS[each] === kindWord);
    if (kind) return { form, kind };
  }
  return { unknown: text.trim() };
};

export const toTable = (text) => text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));

export const fromTable = (rows) => rows.map((row) => row.join("\t")).join("\n");
