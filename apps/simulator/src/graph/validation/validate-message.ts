import { GraphError } from '../door/graph-error.js';
import type { OutboundPayload } from '../sending/outbound-payload.js';
import { array, boolean, type Check, isObject, missing, number, object, oneOf, optional, text } from './checks.js';
import { interactive } from './interactive.js';
import { mediaNode } from './media-node.js';

const anything: Check = () => undefined;

const location = object({
  latitude: number(-90, 90),
  longitude: number(-180, 180),
  name: optional(text({ max: 1_000, min: 0 })),
  address: optional(text({ max: 1_000, min: 0 })),
});
const card = object({ name: object({ formatted_name: text({ max: 1_000 }) }, { isOpen: true }) }, { isOpen: true });
const template = object(
  {
    name: text({ max: 512 }),
    language: object({ code: text({ max: 15 }) }, { isOpen: true }),
    components: optional(
      array(
        { min: 0, max: 100 },
        object({ type: text({ max: 40 }), parameters: optional(anything) }, { isOpen: true }),
      ),
    ),
  },
  { isOpen: true },
);

/** The node of each message type. */
const nodes: Readonly<Record<OutboundPayload['type'], Check>> = {
  text: object({ body: text({ max: 4_096 }), preview_url: optional(boolean) }),
  image: mediaNode(),
  video: mediaNode(),
  audio: mediaNode({ isCaptionAllowed: false, isVoiceAllowed: true }),
  document: mediaNode({ isFilenameAllowed: true }),
  sticker: mediaNode({ isCaptionAllowed: false }),
  location,
  contacts: array({ min: 1, max: 257 }, card),
  reaction: object({ message_id: text({ max: 512 }), emoji: text({ max: 64, min: 0 }) }),
  interactive,
  template,
};

const typeCheck = oneOf(...Object.keys(nodes));
const isMessageType = (type: string): type is OutboundPayload['type'] => Object.hasOwn(nodes, type);

const envelope: Readonly<Record<string, Check>> = {
  recipient_type: optional(oneOf('individual')),
  to: optional(text({ max: 64 })),
  recipient: optional(text({ max: 300 })),
  context: optional(object({ message_id: text({ max: 512 }) }, { isOpen: true })),
  biz_opaque_callback_data: optional(text({ max: 512, min: 0 })),
};
const envelopeChecks = Object.entries(envelope);

/** The body of a send as a typed payload, or what Meta would refuse it with. Unknown members of the envelope pass. */
export function validateMessage(body: unknown): OutboundPayload | GraphError {
  if (!isObject(body)) return new GraphError(100, 'The body must be a JSON object.');
  if (body['messaging_product'] !== 'whatsapp') return required('messaging_product');
  for (const [name, check] of envelopeChecks) {
    const error = check(body[name], name);
    if (error) return error;
  }
  if (body['to'] === undefined && body['recipient'] === undefined) return required('to');
  const type = body['type'] ?? 'text';
  if (typeof type !== 'string' || !isMessageType(type)) return typeCheck(type, 'type')!;
  if (body[type] === undefined) return missing(type);
  if (type === 'reaction' && body['context'] !== undefined)
    return new GraphError(131009, 'Param context is not allowed with a reaction.');
  const error = nodes[type](body[type], type);
  return error ?? ({ ...body, type } as OutboundPayload);
}

const required = (name: string): GraphError => {
  const details = `The parameter ${name} is required.`;
  return new GraphError(100, details, { message: `(#100) ${details}` });
};
