import type { AgentDefinition } from '../catalogue/agent-catalogue.js';
import { LeakGuard } from './leak-guard.js';

const marker = `rules-${'0a'.repeat(12)}`;
const line = 'A sentence of the rules that is long enough to tell whether it was copied from somewhere or not.';
const agent = (name: string, output: 'files' | undefined, ...system: string[]) =>
  [name, { name, output, system }] as unknown as [string, AgentDefinition];

describe(LeakGuard.name, () => {
  const guard = new LeakGuard(
    new Map([
      agent('frontend', 'files', `# Rules\n${line}\nShort.\nMarker: ${marker}.`, '<agent>\nYou build.\n</agent>'),
      agent('concierge', undefined, `${line} But of another agent, which writes no files.`),
    ]),
  );

  it.each([
    ['the marker', `<!-- ${marker} -->`],
    ['the marker in capitals', marker.toUpperCase()],
    ['a sentence', `<p>${line}</p>`],
    ['a sentence that is broken into lines', line.replaceAll(' ', '\n   ')],
  ])('finds %s', (_, text) => expect(guard.find(`before ${text} after`)).toMatch(/rules/));

  it.each([
    ['what everybody may say', 'Short. You build. Rules of the house: no smoking.'],
    ['another marker', `rules-${'1b'.repeat(12)}`],
    ['half of a sentence', line.slice(0, 50)],
    ['nothing', ''],
  ])('lets %s pass', (_, text) => expect(guard.find(text)).toBeUndefined());
});
