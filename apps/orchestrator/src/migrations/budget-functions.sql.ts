/**
 * A run of an agent takes its share of three budgets before it begins, and gives back what it did not use. Both functions
 * take a batch; they lock the rows of builds, people and numbers in this order and by id, so that two never wait for each
 * other. Amounts are tokens, millionths of a dollar, calls of tools and milliseconds; a limit of 0 is none.
 */
export const budgetFunctions = `
      CREATE FUNCTION budget_amounts(a jsonb) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
        SELECT array_agg(x::bigint ORDER BY place) FROM jsonb_array_elements_text(a) WITH ORDINALITY AS one (x, place)
      $$;

      CREATE FUNCTION budget_sum(a bigint[], b bigint[], factor int) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
        SELECT array_agg(greatest(0, x + factor * y) ORDER BY place) FROM unnest(a, b) WITH ORDINALITY AS both_of (x, y, place)
      $$;

      -- The budgets of items {build, person, tenant}; those of a build have no day.
      CREATE FUNCTION budgets_of(p_items jsonb, p_day date)
        RETURNS TABLE (scope text, id text, day date) LANGUAGE sql STABLE AS $$
        SELECT DISTINCT b.scope, b.id, b.day
          FROM jsonb_to_recordset(p_items) AS i (build text, person text, tenant text),
               LATERAL (VALUES ('build', i.build, DATE '1970-01-01'), ('person', i.person, p_day), ('tenant', i.tenant, p_day)) AS b (scope, id, day)
      $$;

      -- What a run held goes back, and what it used is spent. A run that holds nothing has been settled before.
      CREATE FUNCTION settle_budget(p_run text, p_build text, p_person text, p_tenant text, p_used bigint[])
        RETURNS void LANGUAGE plpgsql AS $$
      DECLARE v_held jsonb;
      BEGIN
        SELECT grants -> p_run INTO v_held FROM build_budgets WHERE scope = 'build' AND id = p_build AND day = '1970-01-01' FOR UPDATE;
        IF v_held IS NULL THEN RETURN; END IF;
        UPDATE build_budgets b
           SET reserved = budget_sum(b.reserved, budget_amounts(v_held -> 'amounts'), -1), spent = budget_sum(b.spent, p_used, 1),
               grants = b.grants - p_run, touched_at = now()
         WHERE (b.scope = 'build' AND b.id = p_build AND b.day = '1970-01-01')
            OR (b.scope = 'person' AND b.id = p_person AND b.day = (v_held ->> 'day')::date)
            OR (b.scope = 'tenant' AND b.id = p_tenant AND b.day = (v_held ->> 'day')::date);
      END $$;

      CREATE FUNCTION settle_budgets(p_items jsonb) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE item record;
      BEGIN
        PERFORM FROM build_budgets b
          JOIN (SELECT DISTINCT i.build, i.person, i.tenant FROM jsonb_to_recordset(p_items) AS i (build text, person text, tenant text)) i
            ON (b.scope, b.id) IN (('build', i.build), ('person', i.person), ('tenant', i.tenant))
         WHERE b.day = '1970-01-01' OR b.day >= (now() AT TIME ZONE 'UTC')::date - 1
         ORDER BY b.scope, b.id, b.day FOR UPDATE OF b;
        FOR item IN SELECT * FROM jsonb_to_recordset(p_items) AS i (run text, build text, person text, tenant text, used jsonb) LOOP
          PERFORM settle_budget(item.run, item.build, item.person, item.tenant, budget_amounts(item.used));
        END LOOP;
      END $$;

      -- The share of a run is a quarter of what is left in the tightest budget, so that what runs beside it finds something
      -- too; time is not divided. A run that asks again, after its process died, first gives back what it held.
      -- A refused one gets the budget that is spent, and which of its amounts.
      CREATE FUNCTION reserve_budgets(p_items jsonb, p_limits jsonb)
        RETURNS TABLE (place int, granted bigint[], spent_scope text, spent_amount int) LANGUAGE plpgsql AS $$
      DECLARE
        v_day date := (now() AT TIME ZONE 'UTC')::date;
        v_least bigint[] := '{20000,20000,10,0}'; -- a smaller share helps nobody
        item record; budget record; v_grant bigint[]; v_limit bigint; v_left bigint; v_share bigint;
      BEGIN
        INSERT INTO build_budgets (scope, id, day) SELECT * FROM budgets_of(p_items, v_day) ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
        PERFORM FROM build_budgets b WHERE (b.scope, b.id, b.day) IN (SELECT * FROM budgets_of(p_items, v_day))
          ORDER BY b.scope, b.id, b.day FOR UPDATE;
        FOR item IN SELECT * FROM jsonb_to_recordset(p_items) AS i (place int, run text, build text, person text, tenant text) LOOP
          PERFORM settle_budget(item.run, item.build, item.person, item.tenant, '{0,0,0,0}');
          place := item.place; v_grant := '{0,0,0,0}'; spent_scope := NULL; spent_amount := NULL;
          FOR budget IN
            SELECT b.* FROM build_budgets b
             WHERE (b.scope, b.id, b.day) IN (('build', item.build, DATE '1970-01-01'), ('person', item.person, v_day), ('tenant', item.tenant, v_day))
             ORDER BY b.scope
          LOOP
            FOR amount IN 1..4 LOOP
              v_limit := (p_limits -> budget.scope ->> (amount - 1))::bigint;
              CONTINUE WHEN v_limit = 0;
              v_left := v_limit - budget.spent[amount] - budget.reserved[amount];
              IF v_left <= 0 AND spent_scope IS NULL THEN spent_scope := budget.scope; spent_amount := amount; END IF;
              v_share := CASE amount WHEN 4 THEN v_left ELSE greatest(v_left / 4, least(v_left, v_least[amount])) END;
              v_grant[amount] := CASE WHEN v_grant[amount] = 0 THEN v_share ELSE least(v_grant[amount], v_share) END;
            END LOOP;
          END LOOP;
          IF spent_scope IS NOT NULL THEN
            granted := NULL;
          ELSE
            granted := v_grant;
            v_grant[4] := 0;
            UPDATE build_budgets b
               SET reserved = budget_sum(b.reserved, v_grant, 1), touched_at = now(),
                   grants = CASE b.scope WHEN 'build' THEN b.grants || jsonb_build_object(item.run, jsonb_build_object('day', v_day, 'amounts', to_jsonb(v_grant))) ELSE b.grants END
             WHERE (b.scope, b.id, b.day) IN (('build', item.build, DATE '1970-01-01'), ('person', item.person, v_day), ('tenant', item.tenant, v_day));
          END IF;
          RETURN NEXT;
        END LOOP;
      END $$;
`;
