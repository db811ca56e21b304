import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Businesses and the numbers they answer on, their catalogue, and their knowledge cut into passages. */
export class CreateBusinesses1765000300000 implements MigrationInterface {
  readonly name = 'CreateBusinesses1765000300000';

  async up(runner: QueryRunner): Promise<void> {
    // Where the deployment has made them, these do nothing; else the owner of a database may make both.
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await runner.query('CREATE EXTENSION IF NOT EXISTS unaccent');
    for (const [name, stemmer] of Object.entries({
      spanish_plain: 'spanish',
      english_plain: 'english',
      portuguese_plain: 'portuguese',
    })) {
      await runner.query(`CREATE TEXT SEARCH CONFIGURATION ${name} (COPY = ${stemmer})`);
      await runner.query(
        `ALTER TEXT SEARCH CONFIGURATION ${name} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, ${stemmer}_stem`,
      );
    }
    await runner.query(`
      CREATE TABLE businesses (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        key text NOT NULL UNIQUE, -- chosen in business.yaml; a second import of the same key updates
        is_default boolean NOT NULL DEFAULT false, -- answers on every number that is not another's
        currency text NOT NULL, -- ISO 4217
        facts jsonb NOT NULL, -- business.yaml, validated
        content_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX businesses_default ON businesses (is_default) WHERE is_default;

      CREATE TABLE business_numbers (
        phone_number_id text PRIMARY KEY,
        business_id uuid NOT NULL REFERENCES businesses
      );
      CREATE INDEX business_numbers_business ON business_numbers (business_id);

      CREATE TABLE products (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        business_id uuid NOT NULL REFERENCES businesses,
        sku text NOT NULL,
        name text NOT NULL, -- in the first language of the business
        description text NOT NULL DEFAULT '',
        category text NOT NULL DEFAULT '',
        translations jsonb NOT NULL DEFAULT '{}', -- {"en": {"name": …, "description": …}}
        tags text[] NOT NULL DEFAULT '{}',
        image_url text,
        tax_basis_points int CHECK (tax_basis_points BETWEEN 0 AND 10000), -- 1000 = 10 %; NULL: the business's own
        active boolean NOT NULL DEFAULT true, -- false: no longer in the catalogue; orders still name it
        words text NOT NULL, -- all of the above in all languages, unaccented lower case: what search looks at
        search tsvector NOT NULL GENERATED ALWAYS AS (
          to_tsvector('spanish_plain', words) || to_tsvector('english_plain', words) || to_tsvector('portuguese_plain', words)) STORED,
        content_hash text NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (business_id, sku)
      );
      CREATE INDEX products_search ON products USING gin (search);
      CREATE INDEX products_words ON products USING gin (words gin_trgm_ops);

      -- What can be bought: every product has at least one.
      CREATE TABLE product_variants (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        product_id uuid NOT NULL REFERENCES products ON DELETE CASCADE,
        business_id uuid NOT NULL REFERENCES businesses,
        sku text NOT NULL, -- also the retailer id in WhatsApp's own catalogue messages
        name text NOT NULL DEFAULT '', -- "500 g"; empty when it is the only one
        translations jsonb NOT NULL DEFAULT '{}', -- {"en": {"name": …}}
        position int NOT NULL DEFAULT 0,
        price_minor bigint NOT NULL CHECK (price_minor >= 0),
        currency text NOT NULL,
        stock int CHECK (stock >= 0), -- NULL: made to order, never runs out
        imported_stock int, -- what the file said; a new figure there replaces stock, the same one leaves what was sold sold
        active boolean NOT NULL DEFAULT true,
        content_hash text NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (business_id, sku)
      );
      CREATE INDEX product_variants_product ON product_variants (product_id);

      CREATE TABLE knowledge_documents (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        business_id uuid NOT NULL REFERENCES businesses,
        name text NOT NULL, -- of its file
        title text NOT NULL,
        language text NOT NULL CHECK (language IN ('es', 'en', 'pt')),
        suspicions text[] NOT NULL DEFAULT '{}', -- phrases that read like orders to the agent
        content_hash text NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (business_id, name)
      );

      CREATE TABLE knowledge_passages (
        document_id uuid NOT NULL REFERENCES knowledge_documents ON DELETE CASCADE,
        position int NOT NULL,
        business_id uuid NOT NULL REFERENCES businesses,
        language text NOT NULL,
        heading text NOT NULL,
        body text NOT NULL,
        search tsvector NOT NULL GENERATED ALWAYS AS (CASE language
          WHEN 'es' THEN setweight(to_tsvector('spanish_plain', heading), 'A') || to_tsvector('spanish_plain', body)
          WHEN 'pt' THEN setweight(to_tsvector('portuguese_plain', heading), 'A') || to_tsvector('portuguese_plain', body)
          ELSE setweight(to_tsvector('english_plain', heading), 'A') || to_tsvector('english_plain', body) END) STORED,
        PRIMARY KEY (document_id, position)
      );
      CREATE INDEX knowledge_passages_business ON knowledge_passages (business_id);
      CREATE INDEX knowledge_passages_search ON knowledge_passages USING gin (search);

      -- Every word that a business's passages hold, unaccented: what a misspelt word is compared with.
      CREATE TABLE knowledge_words (
        business_id uuid NOT NULL REFERENCES businesses,
        word text NOT NULL,
        PRIMARY KEY (business_id, word)
      );
      CREATE INDEX knowledge_words_similar ON knowledge_words USING gin (word gin_trgm_ops);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
