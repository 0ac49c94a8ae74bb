// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { test } from "node:test";

import { affinityOf } from "../../theme/assets/javascripts/search/affinity.js";
import { Reader } from "../../theme/assets/javascripts/search/base47.js";
import { allowedErrors, distance } from "../../theme/assets/javascripts/search/edit-distance.js";
import { folder } from "../../theme/assets/javascripts/search/fold.js";
import { rank } from "../../theme/assets/javascripts/search/score.js";
import { Lexicon } from "../../theme/assets/javascripts/search/shards.js";
import { tokens } from "../../theme/assets/javascripts/search/tokens.js";
import { read } from "./search_index.mjs";

const fold = folder({ ł: "l", ß: "ss" });
/** @type {import("../../theme/assets/javascripts/search/shards.js").Entry} */
const ENTRY = JSON.parse(await read("entry.json"));
const { ranking } = ENTRY;

test("folds by the table it is given", () => {
  assert.equal(fold("Łódź"), "lodz");
  assert.equal(fold("Straße"), "strasse");
  assert.equal(fold("йод"), "йод");
});

test("cuts words and keeps codes", () => {
  assert.deepEqual(
    tokens("C++ v2.3.1", fold).map((token) => token.whole),
    ["c++", "v2.3.1"],
  );
  assert.deepEqual(tokens("ERR_RESET", fold), [
    { whole: "errreset", parts: ["err", "reset"], joined: true },
  ]);
});

test("reads numbers to the end of the text", () => {
  const reader = new Reader('!"#');
  assert.deepEqual(
    [reader.number(), reader.number(), reader.number(), reader.atEnd],
    [0, 1, 2, true],
  );
});

test("a number cut short ends instead of looping", () => {
  assert.ok(Number.isNaN(new Reader("~").number()));
});

test("counts edits to the limit", () => {
  assert.equal(distance("pritner", "printer", 2), 1);
  assert.equal(distance("abc", "xyz", 1), 2);
  assert.equal(allowedErrors("c2065", ranking), 0);
});

test("ranks by number where scores are equal", () => {
  const term = {
    frequency: 2,
    postings: [2, 1].map((number) => ({ number, weight: 9, places: [] })),
  };
  assert.deepEqual(
    rank(
      {
        words: [[{ term, factor: 16, frequency: 2 }]],
        extras: [],
        asking: [],
        unknown: 0,
        near: [],
      },
      { documents: 10, ranking },
    ).map((item) => item.number),
    [1, 2],
  );
});

test("a lexicon notes what it lacks and answers when it has it", async () => {
  const lexicon = new Lexicon(ENTRY);
  assert.equal(lexicon.key("printer"), null);
  const [name] = lexicon.missing;
  lexicon.load(name, await read(name));
  lexicon.missing.clear();
  assert.equal(lexicon.key("printer"), "printer");
  assert.ok(lexicon.term("printer")?.postings.length);
  assert.equal(lexicon.key("pr*"), null);
  assert.ok(lexicon.completions("print").includes("printer"));
  assert.ok(
    !lexicon.neighbors("mise", 2, 2).includes("mice"),
    "forms that no article contains are not proposed",
  );
  assert.equal(lexicon.missing.size, 0);
});

test("affinity adds a share of the best score, and articles that are clearly near", () => {
  /** @type {import("../../theme/assets/javascripts/search/affinity.js").NearWord[]} */
  const near = [
    {
      gain: 100,
      isUnknown: true,
      articles: [
        [2, 8],
        [7, 7],
        [9, 1],
      ],
    },
  ];
  const site = { documents: 1000, ranking };
  const matched = new Map([
    [1, {}],
    [2, {}],
  ]);
  const affinity = affinityOf(near, site);
  assert.deepEqual(
    [1, 2, 7].map((number) => affinity.points(number, 8192)),
    [0, 8 * ranking.NEAR_FACTOR, 7 * ranking.NEAR_FACTOR],
  );
  assert.deepEqual(affinity.others(matched), [7]);
  assert.ok(affinity.isClear(7) && !affinity.isClear(1));
  const known = affinityOf([{ ...near[0], isUnknown: false }], site);
  assert.deepEqual(known.others(matched), []);
  assert.equal(known.others(new Map()).length, 2);
  assert.equal(affinityOf([], site).points(1, 8192), 0);
});

test("a lexicon reads affinity lists and the vocabulary", async () => {
  const lexicon = new Lexicon(ENTRY);
  lexicon.key("zebra");
  const [name] = lexicon.missing;
  // mouse with a list, zebra only in the vocabulary, its plural, and a form of mouse.
  lexicon.load(
    name,
    ['!mice\t<"ouse', '!mouse\t="\t\t#"(', '!zebra\t\t\t$"%', "&s\t-&"].join("\n"),
  );
  assert.deepEqual(lexicon.near("mouse"), [[7, 2]]);
  assert.deepEqual(lexicon.near("zebra"), [[4, 3]]);
  assert.deepEqual(lexicon.near("mice"), []);
  assert.equal(lexicon.key("zebra"), null);
  assert.equal(lexicon.vocabularyKey("zebras"), "zebra");
  assert.equal(lexicon.vocabularyKey("zebra"), "zebra");
  assert.equal(lexicon.vocabularyKey("mice"), null);
  assert.equal(lexicon.vocabularyKey("giraffe"), null);
  assert.deepEqual(lexicon.completions("zeb"), []);
  assert.deepEqual(lexicon.neighbors("zebre", 3, 3), []);
});
