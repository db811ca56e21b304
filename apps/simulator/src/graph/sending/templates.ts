import { GraphError } from '../door/graph-error.js';
import type { TemplateNode } from './outbound-payload.js';

interface Template {
  name: string;
  language: string;
  status: 'APPROVED' | 'PAUSED';
  /** Placeholders are `{{1}}`, `{{2}}` and so on. */
  body: string;
}

/** The templates of the business. One is paused, to be refused. */
const templates: readonly Template[] = [
  { name: 'hello_world', language: 'en_US', status: 'APPROVED', body: 'Hello World' },
  { name: 'follow_up', language: 'es', status: 'APPROVED', body: 'Hola {{1}}, ¿seguimos donde lo dejamos?' },
  { name: 'follow_up', language: 'en', status: 'APPROVED', body: 'Hello {{1}}, shall we pick up where we left off?' },
  { name: 'follow_up', language: 'pt', status: 'APPROVED', body: 'Olá {{1}}, continuamos de onde paramos?' },
  { name: 'paused_offer', language: 'en', status: 'PAUSED', body: 'An offer for you' },
];

/** The text that a template message shows, or what the platform refuses it with. */
export function renderTemplate({ name, language, components = [] }: TemplateNode): string | GraphError {
  const template = templates.find((known) => known.name === name && known.language === language.code);
  if (!template) return new GraphError(132001, `template name (${name}) does not exist in ${language.code}`);
  if (template.status === 'PAUSED') return new GraphError(132015, `template name (${name}) is paused`);
  const given = components.find(({ type }) => type.toLowerCase() === 'body')?.parameters ?? [];
  const expected = new Set(template.body.match(/\{\{\d+\}\}/g)).size;
  if (given.length !== expected) {
    return new GraphError(
      132000,
      `body: number of localizable_params (${given.length}) does not match the expected number of params (${expected})`,
    );
  }
  return template.body.replace(/\{\{(\d+)\}\}/g, (_, index: string) => given[Number(index) - 1]?.text ?? '');
}
