import { AppError, type Reason } from '#libs/errors';

/** Why a file could not be read; the person hears it in one sentence. */
export const fileProblems = [
  'expired',
  'too_large',
  'wrong_type',
  'damaged',
  'protected',
  'unavailable',
  'no_speech_service',
  'not_understood',
  'too_many',
] as const;

export type FileProblem = (typeof fileProblems)[number];

/** The file failed, not the turn. */
export class BadFile extends Error {
  override readonly name = 'BadFile';

  constructor(readonly problem: FileProblem) {
    super(problem);
  }
}

const byReason: Partial<Record<Reason, FileProblem>> = {
  NOT_FOUND: 'expired',
  BODY_TOO_LARGE: 'too_large',
  UNSUPPORTED_MEDIA_TYPE: 'wrong_type',
  MEDIA_CORRUPT: 'damaged',
  MEDIA_REFUSED: 'damaged',
};

/** These will not pass: they are remembered, so that no later attempt downloads the file again. */
export const isLasting = (problem: FileProblem): boolean =>
  problem !== 'unavailable' && problem !== 'no_speech_service' && problem !== 'too_many';

export const toFileProblem = (error: AppError): FileProblem => byReason[error.reason] ?? 'unavailable';
