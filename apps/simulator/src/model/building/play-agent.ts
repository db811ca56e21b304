import { isObject, type JsonObject, type MessageRequest, toBlocks } from '../wire/message-request.js';
import { toConversation } from '../replies/conversation.js';
import { Desk, type Move } from './agents/desk.js';
import { playReviewer, playTester } from './agents/play-checkers.js';
import { playFrontend } from './agents/play-frontend.js';
import { playPlanner } from './agents/play-planner.js';
import { playPublisher } from './agents/play-publisher.js';
import { judgeChange } from './agents/play-refiner.js';
import { playAdviser, playSynthesiser } from './agents/play-synthesiser.js';
import { playBackend, playContent, playDesigner } from './agents/play-writers.js';
import { readTask } from './agents/read-task.js';
import { submit } from './agents/work-on-files.js';

export type BuildAgent =
  | 'planner'
  | 'designer'
  | 'content'
  | 'frontend'
  | 'backend'
  | 'reviewer'
  | 'tester'
  | 'publisher'
  | 'refiner'
  | 'synthesiser'
  | 'adviser';

/** What each contract asks for that no other does. */
const byContract: [BuildAgent, string[]][] = [
  ['planner', ['workflow', 'sections', 'slug']],
  ['designer', ['palette', 'fonts']],
  ['refiner', ['policy', 'targets']],
  ['synthesiser', ['agreements', 'disagreements']],
  ['publisher', ['url', 'summary']],
  ['reviewer', ['passed', 'defects']],
  ['frontend', ['files', 'summary']],
];

const plays: Record<BuildAgent, (desk: Desk) => Move> = {
  planner: playPlanner,
  designer: playDesigner,
  content: playContent,
  frontend: playFrontend,
  backend: playBackend,
  reviewer: playReviewer,
  tester: playTester,
  publisher: playPublisher,
  refiner: (desk) => {
    const verdict = judgeChange(desk);
    return submit(desk, verdict, verdict.summary);
  },
  synthesiser: playSynthesiser,
  adviser: playAdviser,
};

/** What an agent of a build does next; nothing when the request is none of one. */
export function playAgent(request: MessageRequest): Move | undefined {
  const agent = findBuildAgent(request);
  return agent && plays[agent](toDesk(request));
}

/** The same for callers that want the result as a structured output instead of a tool call. */
export function answerAsAgent(request: MessageRequest): object | undefined {
  const schema = request.output_config?.format?.schema;
  const agent = schema && findByContract(schema);
  if (!agent) return undefined;
  const desk = toDesk({ ...request, tools: [{ name: 'submit_result' }] });
  return plays[agent](desk).calls.find(({ name }) => name === 'submit_result')?.input;
}

function toDesk(request: MessageRequest): Desk {
  const tools = new Set((request.tools ?? []).map(({ name }) => name));
  return new Desk(readTask(request), tools, toConversation(request).steps, request.max_tokens);
}

/** By the contract of the tool that ends a run; among agents with the same one, by name. */
export function findBuildAgent({ tools = [], system }: MessageRequest): BuildAgent | undefined {
  const schema = tools.find(({ name }) => name === 'submit_result')?.input_schema;
  if (!schema) return undefined;
  const found = findByContract(schema);
  const prompt = toBlocks(system ?? [])
    .map(({ text }) => text)
    .join('\n');
  const name = /<agent name="([^"]+)">/.exec(prompt)?.[1] ?? '';
  if (found === 'reviewer') return name === 'qa' || /\bqa\b|\btester\b/i.test(name) ? 'tester' : 'reviewer';
  if (found === 'frontend') return name === 'content' || name === 'backend' ? name : 'frontend';
  return found ?? (isObject(schema.properties) && 'text' in schema.properties ? 'adviser' : undefined);
}

function findByContract({ properties }: JsonObject): BuildAgent | undefined {
  if (!isObject(properties)) return undefined;
  return byContract.find(([, fields]) => fields.every((field) => field in properties))?.[0];
}
