import type { Statement } from '#libs/database';

const product = `
  p.name, p.description, p.category, p.translations, p.image_url AS "imageUrl",
  (SELECT jsonb_agg(jsonb_build_object('sku', v.sku, 'name', v.name, 'translations', v.translations,
                                       'priceMinor', v.price_minor, 'stock', v.stock) ORDER BY v.position, v.sku)
     FROM product_variants v WHERE v.product_id = p.id AND v.active) AS variants`;

/** $2 category, $3 and $4 bounds of the price, $5 only what there is. */
const filters = `
  p.active AND ($2::text = '' OR unaccent(lower(p.category)) = unaccent(lower($2)))
  AND EXISTS (SELECT 1 FROM product_variants v WHERE v.product_id = p.id AND v.active
                AND v.price_minor BETWEEN $3::bigint AND $4::bigint AND (NOT $5::boolean OR v.stock IS NULL OR v.stock > 0))`;

/** $1 business, filters, $6 rows at most. */
export const BROWSE_PRODUCTS: Statement = {
  name: 'products-browse',
  text: `SELECT ${product} FROM products p WHERE p.business_id = $1 AND ${filters} ORDER BY p.category, p.name LIMIT $6`,
};

/**
 * $1 business, filters, $6 rows at most, $7 words. Any of the words in any of the three languages, and words that are
 * nearly the same; the more of them and the nearer, the earlier.
 */
export const SEARCH_PRODUCTS: Statement = {
  name: 'products-search',
  text: `
    WITH asked AS MATERIALIZED (
      SELECT unaccent(lower($7::text)) AS words,
        replace((plainto_tsquery('spanish_plain', $7) || plainto_tsquery('english_plain', $7)
          || plainto_tsquery('portuguese_plain', $7))::text, '&', '|')::tsquery AS query
    )
    SELECT ${product}
    FROM asked JOIN products p ON p.search @@ asked.query OR asked.words <% p.words
    WHERE p.business_id = $1 AND ${filters}
    ORDER BY ts_rank(p.search, asked.query) + word_similarity(asked.words, p.words) DESC, p.name
    LIMIT $6`,
};

/** $1 business, $2 skus of variants or products. */
export const FIND_PRODUCTS: Statement = {
  name: 'products-find',
  text: `
    SELECT ${product} FROM products p
    WHERE p.active AND p.id IN (
      SELECT product_id FROM product_variants WHERE business_id = $1 AND sku = ANY($2::text[]) AND active
      UNION SELECT id FROM products WHERE business_id = $1 AND sku = ANY($2::text[]))
    ORDER BY p.name LIMIT 10`,
};

/** $1 business. */
export const LIST_CATEGORIES: Statement = {
  name: 'products-categories',
  text: `SELECT DISTINCT category FROM products WHERE business_id = $1 AND active AND category <> '' ORDER BY category LIMIT 60`,
};
