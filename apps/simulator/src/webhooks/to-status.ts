import { graphErrors } from '../graph/door/graph-errors.js';

/** Who a status is about. People who hide their number have a BSUID only; strangers may have one of the two. */
export interface Addressee {
  waId?: string | null;
  bsuid?: string | null;
  name?: string;
  /** Number that wrote to them; the first one when absent. */
  phoneNumberId?: string;
}

export interface StatusUpdate {
  wamid: string;
  status: 'sent' | 'delivered' | 'read' | 'failed';
  addressee: Addressee;
  /** `biz_opaque_callback_data` of the send. */
  opaque?: string;
  /** Graph error code of a failure. */
  code?: number;
  details?: string;
}

const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' };

/** The status as it stands in `value.statuses[]`. */
export const toStatus = ({ wamid, status, addressee, opaque, code, details }: StatusUpdate, timestamp: string) => ({
  id: wamid,
  status,
  timestamp,
  recipient_id: addressee.waId ?? '',
  ...(addressee.bsuid && { recipient_user_id: addressee.bsuid }),
  ...(opaque !== undefined && { biz_opaque_callback_data: opaque }),
  ...(code === undefined ? { pricing } : { errors: [toWebhookError(code, details)] }),
});

function toWebhookError(code: number, details?: string) {
  const title = graphErrors[code]?.title ?? 'Something went wrong';
  return {
    code,
    title,
    message: title,
    error_data: { details: details ?? title },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}
