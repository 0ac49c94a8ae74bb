// SPDX-License-Identifier: MIT
// Cuts text into words, codes whole and in parts. Twin of kbgen/language/tokens.py, same
// patterns.

import { normalize } from "./fold.js";

const UNSPACED =
  "(?:(?=[\\p{L}\\p{M}])[\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]" +
  "|[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー])";
const LETTER = `(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}])`;
/** `1,5`, `1.234,56` and `0,125`; longer lists of numbers are no decimals. */
const DECIMAL_COMMA =
  "(?:(?<=(?<![\\p{N},])\\p{N}{1,12}),(?=\\p{N}{1,2}(?!\\p{N}|,\\p{N}))" +
  "|(?<=(?<![\\p{N},.])0),(?=\\p{N}{3}(?!\\p{N}|,\\p{N})))";
const CONNECTOR = `(?::\\\\|::|[._'’\\-‐‒–\\/\\\\@+&]|(?<=\\p{N}),(?=\\p{N}{3}(?!\\p{N}))|${DECIMAL_COMMA})`;
const PATTERN = `${UNSPACED}+|${LETTER}+(?:${CONNECTOR}${LETTER}+)*(?:\\+\\+|#)?`;
const SYMBOL = "\\p{Regional_Indicator}{2}|(?![\\x00-\\x7F])[\\p{So}\\p{Sc}\\p{Sm}]";
const TOKEN = new RegExp(PATTERN, "gu");
const TOKEN_OR_SYMBOL = new RegExp(`${PATTERN}|${SYMBOL}`, "gu");
const STARTS_SYMBOL = new RegExp(`^(?:${SYMBOL})`, "u");
const PART = /\p{N}+(?:\.\p{N}+)*|\p{Lu}+(?!\p{Ll})|\p{Lu}?(?:(?!\p{Lu})[\p{L}\p{M}])+/gu;
const SEPARATOR = new RegExp(`(\\p{N}\\.)(?=\\p{N})|${CONNECTOR}`, "gu");
const STARTS_UNSPACED = new RegExp(`^${UNSPACED}`, "u");
// A no-break or thin space that separates thousands, before it becomes an ordinary space.
const THOUSANDS_SPACE = /(?<=\p{N})[\u00a0\u2007\u2009\u202f](?=\p{N}{3}(?!\p{N}))/gu;
// A number with ordinary spaces: one to three digits, then groups of three. No row of a table: no
// other number is next to it.
const SPACED_THOUSANDS =
  /(?<![\p{L}\p{N}.,_-])(?<!\p{N} )[1-9]\p{N}{0,2}(?: \p{N}{3}){1,4}(?![\p{L}\p{N}]| \p{N})/gu;
const DOTTED_THOUSANDS = /^\p{N}{1,3}(?:\.\p{N}{3})+$/u;
const DECIMAL = new RegExp(DECIMAL_COMMA, "u");
const DECIMALS = new RegExp(DECIMAL_COMMA, "gu");
const DOTTED_DECIMAL = new RegExp(
  `(?<![\\p{N}.,])\\p{N}{1,3}(?:\\.\\p{N}{3})+(?=${DECIMAL_COMMA})`,
  "gu",
);
const GROUPS = "_";
const NO_NUMBER = "000";
const MAX_WHOLE = 40;

/**
 * @typedef {object} Token
 * @property {string} whole
 * @property {string[]} parts Empty for a plain word.
 * @property {boolean} joined Whether the writer put connectors between the parts.
 */

/** @param {string} text */
const length = (text) => [...text].length;

/**
 * @param {string} text
 * @param {(text: string) => string} fold
 * @param {boolean} [symbols] Whether symbols and emoji are tokens.
 * @returns {Token[]}
 */
export const tokens = (text, fold, symbols = false) =>
  (joinGroups(text).match(symbols ? TOKEN_OR_SYMBOL : TOKEN) ?? []).flatMap((chunk) => {
    if (STARTS_UNSPACED.test(chunk)) return bigrams(fold(chunk)).map(plain);
    return isSymbol(chunk) ? [plain(chunk)] : wordsOf(chunk, fold);
  });

/**
 * Normalize a text, and join the groups of digits of a number.
 * @param {string} text
 */
const joinGroups = (text) =>
  normalize(text.replace(THOUSANDS_SPACE, GROUPS)).replace(SPACED_THOUSANDS, (number) =>
    number.replaceAll(" ", GROUPS),
  );

/**
 * Tell whether a word is a symbol or an emoji.
 * @param {string} form
 */
export const isSymbol = (form) => STARTS_SYMBOL.test(form);

/**
 * Tell whether a folded form is from a run without spaces.
 * @param {string} form
 */
export const isUnspaced = (form) => STARTS_UNSPACED.test(form);

/**
 * Tell whether a form from a run without spaces is a single character, with its marks.
 * @param {string} form
 */
export const isCharacter = (form) => isUnspaced(form) && charactersOf(form).length === 1;

/**
 * Tell whether a token is a number such as `4.000`, whose part is the number without dots.
 * @param {Token} token
 */
export const isDotted = ({ whole }) => DOTTED_THOUSANDS.test(whole);

/**
 * @param {string} whole
 * @returns {Token}
 */
const plain = (whole) => ({ whole, parts: [], joined: false });

/**
 * @param {string} chunk
 * @param {(text: string) => string} fold
 * @returns {Token[]}
 */
function wordsOf(chunk, fold) {
  const body = chunk.replace(/(?:\+\+|#)$/u, "");
  const [number, halves] = withDecimalDots(body);
  const pieces = number.replace(SEPARATOR, (_, kept) => kept ?? " ").split(" ");
  const whole = fold(pieces.join("")) + chunk.slice(body.length);
  let parts = partsOf(pieces, fold);
  if (length(whole) > MAX_WHOLE)
    return parts.filter((part) => length(part) <= MAX_WHOLE).map(plain);
  if ((parts.length === 1 && parts[0] === whole) || !whole)
    parts = DOTTED_THOUSANDS.test(whole) ? [whole.replaceAll(".", "")] : [];
  parts.push(...halves.map(fold));
  return whole ? [{ whole, parts, joined: parts.length > 0 && pieces.length > 1 }] : [];
}

/**
 * Return a chunk with dots for decimal commas, and the numbers around the first of them.
 * @param {string} body
 * @returns {[string, string[]]}
 */
function withDecimalDots(body) {
  const undotted = body.replace(DOTTED_DECIMAL, (number) => number.replaceAll(".", ""));
  const comma = DECIMAL.exec(undotted);
  if (!comma) return [body, []];
  const [before = ""] = /\p{N}+$/u.exec(undotted.slice(0, comma.index)) ?? [];
  const [after = ""] = /^\p{N}+/u.exec(undotted.slice(comma.index + 1)) ?? [];
  return [undotted.replace(DECIMALS, "."), [before, after]];
}

/**
 * @param {string[]} pieces
 * @param {(text: string) => string} fold
 * @returns {string[]}
 */
const partsOf = (pieces, fold) =>
  pieces
    .flatMap((piece) => /^0[xX]([0-9a-fA-F]+)$/.exec(piece)?.slice(1) ?? piece.match(PART) ?? [])
    .map(fold)
    .filter((part) => (length(part) > 1 || /^\p{Nd}$/u.test(part)) && part !== NO_NUMBER);

/**
 * Return the characters of a run without spaces, each with its marks.
 * @param {string} run
 */
const charactersOf = (run) => run.match(/^\p{M}+|\P{M}\p{M}*/gu) ?? [];

/** @param {string} run */
function bigrams(run) {
  const characters = charactersOf(run);
  if (characters.length === 1) return [run];
  return characters.slice(1).map((character, index) => characters[index] + character);
}
