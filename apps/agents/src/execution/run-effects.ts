import type { Escalation, ReplyPart, RunEvent, SlotUpdate } from '#libs/contracts';
import type { ToolResult } from '../tools/tool.js';

/** More messages than this after an answer are a flood. */
const mostParts = 6;

type Effects = Pick<ToolResult, 'parts' | 'slots' | 'escalation'>;

/** What the tools of a run have for the person and for the conversation; it follows the words of the answer. */
export class RunEffects {
  private parts: ReplyPart[] = [];
  private slots?: SlotUpdate;
  private escalation?: Escalation;

  /** @param slotsJson what the agent had noted before; a result that changes only the phase keeps it */
  constructor(private readonly slotsJson: string) {}

  add({ parts = [], slots, escalation }: Effects): void {
    this.parts.push(...parts);
    if (slots) this.slots = { ...slots, slotsJson: slots.slotsJson || this.slotsJson || '{}' };
    this.escalation ??= escalation;
  }

  get isEmpty(): boolean {
    return this.parts.length === 0;
  }

  /** Questions come last and are never left out: the person answers what they see last. */
  emit(emit: (event: NonNullable<RunEvent['event']>) => void): void {
    const questions = this.parts.filter(isQuestion).slice(-mostParts);
    const others = this.parts.filter((part) => !isQuestion(part)).slice(0, mostParts - questions.length);
    for (const part of [...others, ...questions]) emit({ $case: 'part', value: part });
    if (this.slots) emit({ $case: 'slots', value: this.slots });
    if (this.escalation) emit({ $case: 'escalation', value: this.escalation });
  }
}

const isQuestion = ({ content }: ReplyPart): boolean => content?.$case === 'buttons';
