import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A number or a person of whose day little is spent and all is held by what runs has not used it up: a run waits for it. */
export class WaitForHeldBudgets1765002700000 implements MigrationInterface {
  readonly name = 'WaitForHeldBudgets1765002700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The share of a run is a quarter of what is left in the tightest budget, so that what runs beside it finds something
      -- too; time is not divided. A run that asks again, after its process died, first gives back what it held.
      -- A refused one gets the budget that is spent, and which of its amounts; or neither, when runs of other builds hold what
      -- has not been spent: a part of it comes back.
      CREATE OR REPLACE FUNCTION reserve_budgets(p_items jsonb, p_limits jsonb)
        RETURNS TABLE (place int, granted bigint[], spent_scope text, spent_amount int) LANGUAGE plpgsql AS $$
      DECLARE
        v_day date := (now() AT TIME ZONE 'UTC')::date;
        v_least bigint[] := '{20000,20000,10,0}'; -- a smaller share helps nobody
        item record; budget record; v_grant bigint[]; v_limit bigint; v_left bigint; v_share bigint;
        v_is_held boolean; v_waits boolean;
      BEGIN
        INSERT INTO build_budgets (scope, id, day) SELECT * FROM budgets_of(p_items, v_day) ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
        PERFORM FROM build_budgets b WHERE (b.scope, b.id, b.day) IN (SELECT * FROM budgets_of(p_items, v_day))
          ORDER BY b.scope, b.id, b.day FOR UPDATE;
        FOR item IN SELECT * FROM jsonb_to_recordset(p_items) AS i (place int, run text, build text, person text, tenant text) LOOP
          PERFORM settle_budget(item.run, item.build, item.person, item.tenant, '{0,0,0,0}');
          place := item.place; v_grant := '{0,0,0,0}'; spent_scope := NULL; spent_amount := NULL; v_waits := false;
          FOR budget IN
            SELECT b.* FROM build_budgets b
             WHERE (b.scope, b.id, b.day) IN (('build', item.build, DATE '1970-01-01'), ('person', item.person, v_day), ('tenant', item.tenant, v_day))
             ORDER BY b.scope
          LOOP
            FOR amount IN 1..4 LOOP
              v_limit := (p_limits -> budget.scope ->> (amount - 1))::bigint;
              CONTINUE WHEN v_limit = 0;
              v_left := v_limit - budget.spent[amount] - budget.reserved[amount];
              v_is_held := budget.scope <> 'build' AND budget.reserved[amount] > 0 AND budget.spent[amount] < v_limit;
              IF v_is_held AND v_left < v_limit / 20 THEN v_waits := true;
              ELSIF v_left <= 0 AND spent_scope IS NULL THEN spent_scope := budget.scope; spent_amount := amount; END IF;
              v_share := CASE amount WHEN 4 THEN v_left ELSE greatest(v_left / 4, least(v_left, v_least[amount])) END;
              v_grant[amount] := CASE WHEN v_grant[amount] = 0 THEN v_share ELSE least(v_grant[amount], v_share) END;
            END LOOP;
          END LOOP;
          IF spent_scope IS NOT NULL OR v_waits THEN
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
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
