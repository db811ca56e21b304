import { toStorable } from '../sanitation/to-storable.js';
import { node } from './read-node.js';
import { toUserId, toWaId } from './to-contact.js';
import { nodes } from './whatsapp.schema.js';

/** A changed number, id or security code. The new number has stood under either name. */
export const toSystemEvent = node('system', nodes.system, (system) => ({
  $case: 'system',
  value: {
    type: toStorable(system.type ?? 'unknown', 64),
    newWaId: toWaId(system.wa_id) || toWaId(system.new_wa_id),
    newBsuid: toUserId(system.user_id),
  },
}));
