/** Every place where a process may die between an effect and its record; each is tried by a test. */
export const crashPoints = [
  'gw.after_body',
  'gw.between_rpcs',
  'gw.before_200',
  'gw.after_200',
  'or.accept_before_commit',
  'or.accept_after_commit',
  'or.after_claim',
  'or.after_classify',
  'or.mid_stream',
  'or.before_answer_commit',
  'or.after_answer_commit',
  'or.after_send',
  'or.after_done',
  'ag.before_model',
  'ag.mid_stream',
  'no.store_before_commit',
  'no.store_after_commit',
  'no.before_claim',
  'no.after_claim',
  'no.during_post',
  'no.after_response',
  'no.after_commit',
  'no.status_before_commit',
  'no.status_after_commit',
] as const;

export type CrashPoint = (typeof crashPoints)[number];
