import { sanitiseLine, sanitiseText } from '../sanitation/sanitise-text.js';
import { toStorable } from '../sanitation/to-storable.js';
import { isObject, type JsonObject } from './json-object.js';
import { type Content, MAX_ID, node, type Reader } from './read-node.js';
import { nodes } from './whatsapp.schema.js';

const MAX_RESPONSE = 100_000;

const tap = (name: string): Reader =>
  node(name, nodes.tap, ({ id, title = '', description = '' }) => ({
    $case: 'reply',
    value: { replyId: toStorable(id, MAX_ID), title: sanitiseLine(title), description: sanitiseLine(description) },
  }));

const readers = new Map<unknown, Reader>([
  ['button_reply', tap('button_reply')],
  ['list_reply', tap('list_reply')],
  [
    'nfm_reply',
    node('nfm_reply', nodes.flow, ({ name = '', body = '', response_json: response = '' }) => ({
      $case: 'flowReply',
      value: {
        name: sanitiseLine(name),
        body: sanitiseText(body),
        responseJson: response.length > MAX_RESPONSE ? '' : toStorable(response, MAX_RESPONSE), // a part of it is not JSON
      },
    })),
  ],
  // A decision about calls, not something that a person said
  [
    'call_permission_reply',
    () => ({ $case: 'system', value: { type: 'call_permission_reply', newWaId: '', newBsuid: '' } }),
  ],
]);

/** A tap, a filled form, or undefined: interactive messages without their node have been seen. */
export function toInteractive(message: JsonObject): Content | undefined {
  const interactive = message['interactive'];
  return isObject(interactive) ? readers.get(interactive['type'])?.(interactive) : undefined;
}
