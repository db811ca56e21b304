/** A failed call as the API words it. */
export interface ApiProblem {
  status: number;
  type: string;
  message: string;
  /** `error.details`; carries `error_code` when the cause has a name. */
  details?: { error_code: string } & Record<string, unknown>;
  headers?: Record<string, string>;
}

export const badRequest = (message: string, details?: ApiProblem['details']): ApiProblem => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  ...(details && { details }),
});

export const notFound = (message: string): ApiProblem => ({ status: 404, type: 'not_found_error', message });

export const toEnvelope = ({ type, message, details }: ApiProblem, requestId: string) => ({
  type: 'error',
  error: { type, message, ...(details && { details }) },
  request_id: requestId,
});
