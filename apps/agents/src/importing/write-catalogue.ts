import type { Statement } from '#libs/database';
import type { Changes } from './import-report.js';
import type { Catalogue } from './read-catalogue.js';
import type { ImportRun } from './import-run.js';

/** Rows of one statement. */
const batchSize = 500;

/**
 * New and changed rows only, many in a statement. What the file no longer names is retired, never deleted: orders name it.
 * What a bad row names stays as it was.
 */
export async function writeCatalogue(run: ImportRun, catalogue: Catalogue, currency: string): Promise<Changes> {
  const { products, variants } = catalogue;
  const total = products.length + variants.length;
  let done = 0;
  const advance = (count: number) => {
    done += count;
    if (total > batchSize) run.onProgress(`catalogue: ${done} of ${total} products and variants`);
  };
  const added = new Set<string>();
  const touched = new Set<string>();
  for (const batch of batchesOf(products)) {
    for (const row of await write(run, WRITE_PRODUCTS, [JSON.stringify(batch)]))
      (row.added ? added : touched).add(row.product);
    advance(batch.length);
  }
  for (const batch of batchesOf(variants)) {
    for (const { product } of await write(run, WRITE_VARIANTS, [JSON.stringify(batch), currency])) touched.add(product);
    advance(batch.length);
  }
  const updated = [...touched].filter((sku) => !added.has(sku)).length;
  const unchanged = products.length - added.size - updated;
  return { added: added.size, updated, unchanged, retired: await retire(run, catalogue) };
}

/** How many products are no longer in the file. */
async function retire(run: ImportRun, { variants, keep }: Catalogue): Promise<number> {
  if (!keep) return 0;
  await write(run, RETIRE_VARIANTS, [[...variants.map(({ sku }) => sku), ...keep]]);
  return (await write(run, RETIRE_PRODUCTS, [])).length;
}

async function write(
  run: ImportRun,
  statement: Statement,
  values: unknown[],
): Promise<{ added: boolean; product: string }[]> {
  const { rows } = await run.client.query<{ added: boolean; product: string }>({
    ...statement,
    values: [run.businessId, ...values],
  });
  return rows;
}

function batchesOf<T>(items: T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / batchSize) }, (_, n) =>
    items.slice(n * batchSize, (n + 1) * batchSize),
  );
}

const WRITE_PRODUCTS: Statement = {
  name: 'products-write',
  text: `INSERT INTO products AS p (business_id, sku, name, description, category, translations, tags, image_url, tax_basis_points, words, content_hash)
    SELECT $1, r.sku, r.name, r.description, r.category, r.translations,
           ARRAY(SELECT jsonb_array_elements_text(r.tags)), r.image_url, r.tax_basis_points, r.words, r.content_hash
      FROM jsonb_to_recordset($2::jsonb) AS r(sku text, name text, description text, category text, translations jsonb, tags jsonb,
             image_url text, tax_basis_points int, words text, content_hash text)
    ON CONFLICT (business_id, sku) DO UPDATE SET name = EXCLUDED.name, description = EXCLUDED.description, category = EXCLUDED.category,
      translations = EXCLUDED.translations, tags = EXCLUDED.tags, image_url = EXCLUDED.image_url,
      tax_basis_points = EXCLUDED.tax_basis_points, words = EXCLUDED.words, content_hash = EXCLUDED.content_hash,
      active = true, updated_at = now()
      WHERE p.content_hash <> EXCLUDED.content_hash OR NOT p.active
    RETURNING sku AS product, xmax = 0 AS added`,
};

/** A changed row whose stock the file left alone keeps what was sold since. */
const WRITE_VARIANTS: Statement = {
  name: 'product-variants-write',
  text: `WITH written AS (
      INSERT INTO product_variants AS v (product_id, business_id, sku, name, translations, position, price_minor, currency, stock, imported_stock, active, content_hash)
      SELECT p.id, $1, r.sku, r.name, r.translations, r.position, r.price_minor, $3, r.stock, r.stock, r.active, r.content_hash
        FROM jsonb_to_recordset($2::jsonb) AS r(sku text, product text, name text, translations jsonb, position int, price_minor bigint,
               stock int, active boolean, content_hash text)
        JOIN products p ON p.business_id = $1 AND p.sku = r.product
      ON CONFLICT (business_id, sku) DO UPDATE SET product_id = EXCLUDED.product_id, name = EXCLUDED.name,
        translations = EXCLUDED.translations, position = EXCLUDED.position, price_minor = EXCLUDED.price_minor, currency = EXCLUDED.currency,
        stock = CASE WHEN v.imported_stock IS DISTINCT FROM EXCLUDED.stock THEN EXCLUDED.stock ELSE v.stock END,
        imported_stock = EXCLUDED.stock, active = EXCLUDED.active, content_hash = EXCLUDED.content_hash, updated_at = now()
        WHERE v.content_hash <> EXCLUDED.content_hash OR v.active <> EXCLUDED.active OR v.currency <> EXCLUDED.currency
      RETURNING product_id)
    SELECT p.sku AS product, false AS added FROM written w JOIN products p ON p.id = w.product_id`,
};

const RETIRE_VARIANTS: Statement = {
  name: 'product-variants-retire',
  text: `UPDATE product_variants SET active = false, updated_at = now()
          WHERE business_id = $1 AND active AND NOT sku = ANY ($2::text[])`,
};

const RETIRE_PRODUCTS: Statement = {
  name: 'products-retire',
  text: `UPDATE products p SET active = false, updated_at = now()
          WHERE p.business_id = $1 AND p.active AND NOT EXISTS (SELECT FROM product_variants v WHERE v.product_id = p.id AND v.active)
         RETURNING p.sku AS product, false AS added`,
};
