import type { ModelTool } from '#libs/llm';
import { outputContracts, type OutputName, toOutputSchema } from '../outputs/output-contracts.js';
import { checkArguments } from '../tools/check-arguments.js';
import { ToolError } from '../tools/tool-error.js';
import type { BuildScene } from '../workspace/build-scene.js';

export const SUBMIT_RESULT = 'submit_result';

/** The tool that ends a run: its arguments are the agent's output contract. */
export const toSubmitSpec = (output: OutputName): ModelTool => ({
  name: SUBMIT_RESULT,
  description: 'Hands in your result and ends your work. Call it once, by itself, when everything is done.',
  input_schema: toOutputSchema(output),
});

export interface Submission {
  output: OutputName;
  given: Record<string, unknown> | undefined;
  scene: BuildScene;
  tools: ReadonlySet<string>;
  /** Whether a tool of this run has answered this text. */
  wasAnswered: (text: string) => boolean;
}

/** A result, or what is wrong with it, for the model. */
export type Handed = { result: Record<string, unknown> } | { result?: undefined; problem: string };

/** What an agent hands in, when it fits its contract and is true as far as that can be seen. */
export function checkSubmission(submission: Submission): Handed {
  const { output, given, scene } = submission;
  if (!given) return { problem: 'The result is no JSON object, or too long.' };
  try {
    const result = checkArguments({ input: outputContracts[output] }, given);
    const problem = scene.refuse(JSON.stringify(result)) ?? findUntruth(submission, result);
    return problem ? { problem } : { result };
  } catch (thrown) {
    if (thrown instanceof ToolError) return { problem: thrown.message };
    throw thrown;
  }
}

function findUntruth(
  { output, scene, tools, wasAnswered }: Submission,
  result: Record<string, unknown>,
): string | undefined {
  const { workspace } = scene;
  if (output === 'files') {
    const named = result['files'] as string[];
    if (named.length === 0 && workspace.mayWriteAny)
      return 'Name the files that you wrote. If you have written none, your work is not done.';
    const missing = named.filter((path) => !workspace.has(path));
    if (missing.length > 0) return `There is no file ${missing.slice(0, 5).join(', ')}. Write it, or leave it out.`;
  }
  if (output === 'design' && workspace.mayWrite('design.json') && !workspace.has('design.json'))
    return 'Write design.json with the same palette, fonts, layout and mood first.';
  if (output === 'review' && tools.has('check_site') && !scene.hasChecked)
    return 'Call check_site first: a review says what the checks found.';
  if (output === 'deployment' && !wasAnswered(String(result['url'])))
    return 'No tool has answered this address. Publish first, then hand in the very address that you were given.';
  return undefined;
}
