import { Inject, Injectable } from '@nestjs/common';
import { Database, type Statement } from '#libs/database';
import type { Language } from '../tools/tool.js';
import { queryWords } from './query-words.js';

export interface FoundPassage {
  document: string;
  title: string;
  heading: string;
  language: Language;
  text: string;
  /** Share of the question that it covers, rare words counting more: 0 to 1. */
  score: number;
}

interface Question {
  businessId: string;
  text: string;
  /** Passages in it go first where others are as good. */
  language: Language;
}

/** Less of a question than this is a coincidence, not an answer. */
export const leastScore = 0.45;
const mostPassages = 4;

/**
 * Full-text search over what a business wrote: stems of three languages, no accents, misspelt words replaced by those that
 * its own texts hold. All words are looked for and any may be missing; the score says how many were found.
 */
@Injectable()
export class KnowledgeSearch {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Best first; empty when nothing covers enough of the question. */
  async find({ businessId, text, language }: Question): Promise<FoundPassage[]> {
    const words = queryWords(text);
    if (words.length === 0) return [];
    const similar = await this.database.query<{ word: string; similar: string }>(FIND_SIMILAR, [businessId, words]);
    const places = [...words.keys(), ...similar.map(({ word }) => words.indexOf(word))];
    const spellings = [...words, ...similar.map((row) => row.similar)];
    return this.database.query<FoundPassage>(SEARCH, [
      businessId,
      places,
      spellings,
      language,
      leastScore,
      mostPassages,
    ]);
  }
}

/** For each word that no passage holds the one that looks most like it. */
const FIND_SIMILAR: Statement = {
  name: 'knowledge-words-similar',
  text: `SELECT asked.word, near.word AS similar
      FROM unnest($2::text[]) AS asked(word)
      CROSS JOIN LATERAL (
        SELECT k.word FROM knowledge_words k
         WHERE k.business_id = $1 AND k.word % asked.word AND similarity(k.word, asked.word) >= 0.4
           AND abs(length(k.word) - length(asked.word)) <= 3
         ORDER BY similarity(k.word, asked.word) DESC, k.word LIMIT 1) near
     WHERE length(asked.word) >= 4
       AND NOT EXISTS (SELECT FROM knowledge_words k WHERE k.business_id = $1 AND k.word = asked.word)`,
};

/**
 * Each spelling is a term of its place in the question; a passage's score is the weight of the places that it covers, and a
 * place weighs more the fewer passages hold it. Words that nobody wrote weigh most: they are what was asked and is not known.
 */
const SEARCH: Statement = {
  name: 'knowledge-search',
  text: `
    WITH terms AS MATERIALIZED (
      SELECT asked.place, config.language, plainto_tsquery(config.name, asked.word) AS query
        FROM unnest($2::int[], $3::text[]) AS asked(place, word)
       CROSS JOIN (VALUES ('es', 'spanish_plain'::regconfig), ('en', 'english_plain'::regconfig), ('pt', 'portuguese_plain'::regconfig))
               AS config(language, name)
       WHERE numnode(plainto_tsquery(config.name, asked.word)) > 0),
    hits AS MATERIALIZED (
      SELECT p.document_id, p.position, p.language, t.place,
             max(ts_rank(p.search, t.query)) AS rank
        FROM terms t JOIN knowledge_passages p ON p.business_id = $1 AND p.language = t.language AND p.search @@ t.query
       GROUP BY p.document_id, p.position, p.language, t.place),
    sizes AS (SELECT language, count(*) AS passages FROM knowledge_passages WHERE business_id = $1 GROUP BY language),
    weights AS MATERIALIZED (
      SELECT t.language, t.place, ln(1 + s.passages / (0.5 + count(h.place))) AS weight
        FROM (SELECT DISTINCT language, place FROM terms) t
        JOIN sizes s ON s.language = t.language
        LEFT JOIN hits h ON h.language = t.language AND h.place = t.place
       GROUP BY t.language, t.place, s.passages),
    scored AS (
      SELECT h.document_id, h.position, sum(w.weight) / (SELECT sum(a.weight) FROM weights a WHERE a.language = h.language) AS score,
             sum(h.rank) AS rank
        FROM hits h JOIN weights w ON w.language = h.language AND w.place = h.place
       GROUP BY h.document_id, h.position, h.language)
    SELECT d.name AS document, d.title, p.heading, p.language, p.body AS text, round(s.score::numeric, 3)::float8 AS score
      FROM scored s
      JOIN knowledge_passages p ON p.document_id = s.document_id AND p.position = s.position AND p.business_id = $1
      JOIN knowledge_documents d ON d.id = p.document_id
     WHERE s.score >= $5::float8
     ORDER BY s.score + CASE WHEN p.language = $4 THEN 0.15 ELSE 0 END DESC, s.rank DESC, d.name, p.position
     LIMIT $6`,
};
