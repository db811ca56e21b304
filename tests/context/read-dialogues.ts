import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const dialogueSchema = z.strictObject({
  language: z.enum(['es', 'en', 'pt']),
  /** What the person says and what is answered, oldest first. */
  turns: z.array(z.tuple([z.string().min(1), z.string().min(1)])).min(8),
  /** What is asked next, and what the context must contain for a right answer. */
  questions: z.array(z.strictObject({ ask: z.string().min(1), facts: z.array(z.string().min(1)).min(1) })).min(3),
});

export type Dialogue = z.infer<typeof dialogueSchema> & { name: string };

/** The scripted dialogues beside this file. @throws when one is malformed, or names a fact that it does not contain */
export function readDialogues(): Dialogue[] {
  const folder = join(import.meta.dirname, 'dialogues');
  return readdirSync(folder).map((file) => {
    const dialogue = dialogueSchema.parse(parse(readFileSync(join(folder, file), 'utf8')));
    const said = dialogue.turns.flat().join('\n');
    const invented = dialogue.questions.flatMap(({ facts }) => facts).filter((fact) => !said.includes(fact));
    if (invented.length > 0) throw new Error(`${file} does not contain: ${invented.join(', ')}`);
    return { ...dialogue, name: file.replace('.yaml', '') };
  });
}
