interface GraphErrorSpec {
  /** HTTP status. */
  status: number;
  title: string;
  isTransient?: boolean;
}

/** The codes that the platform answers with; status and title as in Meta's list of error codes. */
export const graphErrors: Readonly<Record<number, GraphErrorSpec>> = {
  // Credentials
  0: { status: 401, title: 'AuthException' },
  3: { status: 500, title: 'API Method' },
  10: { status: 403, title: 'Permission Denied' },
  190: { status: 401, title: 'Access token has expired' },
  200: { status: 403, title: 'API Permission' },
  131005: { status: 403, title: 'Access denied' },
  // Throttling
  4: { status: 429, title: 'API Too Many Calls' },
  80007: { status: 429, title: 'Rate limit issues' },
  130429: { status: 429, title: 'Rate limit hit' },
  131048: { status: 429, title: 'Spam rate limit hit' },
  131056: { status: 429, title: '(Business Account, Consumer Account) pair rate limit hit' },
  133016: { status: 429, title: 'Account register deregister rate limit exceeded' },
  // Policy
  368: { status: 403, title: 'Temporarily blocked for policies violations' },
  130497: { status: 403, title: 'Business account is restricted from messaging users in this country' },
  131031: { status: 403, title: 'Account has been locked' },
  131064: { status: 400, title: 'Message failed to send because of a quality restriction' },
  // The platform's own trouble
  1: { status: 500, title: 'API Unknown', isTransient: true },
  2: { status: 503, title: 'API Service', isTransient: true },
  131000: { status: 500, title: 'Something went wrong' },
  131016: { status: 500, title: 'Service unavailable', isTransient: true },
  131057: { status: 500, title: 'Account in maintenance mode', isTransient: true },
  133000: { status: 500, title: 'Incomplete Deregistration' },
  133004: { status: 503, title: 'Server Temporarily Unavailable', isTransient: true },
  // The request
  2500: { status: 400, title: 'Unknown path components' },
  33: { status: 400, title: 'Parameter value is not valid' },
  100: { status: 400, title: 'Invalid parameter' },
  131008: { status: 400, title: 'Required parameter is missing' },
  131009: { status: 400, title: 'Parameter value is not valid' },
  131051: { status: 400, title: 'Unsupported message type' },
  135000: { status: 400, title: 'Generic user error' },
  // The recipient
  130403: { status: 400, title: 'Message blocked' },
  130472: { status: 400, title: "User's number is part of an experiment" },
  131021: { status: 400, title: 'Recipient cannot be sender' },
  131026: { status: 400, title: 'Message Undeliverable' },
  131030: { status: 400, title: 'Recipient phone number not in allowed list' },
  131047: { status: 400, title: 'Re-engagement message' },
  131049: { status: 400, title: 'This message was not delivered to maintain healthy ecosystem engagement' },
  131050: { status: 400, title: 'User has stopped marketing messages' },
  131062: { status: 400, title: 'Business-scoped user id is not supported for this message' },
  // Media
  131052: { status: 400, title: 'Media download error' },
  131053: { status: 400, title: 'Media upload error' },
  // Templates
  132000: { status: 400, title: 'Number of parameters does not match the expected number of params' },
  132001: { status: 404, title: 'Template name does not exist in the translation' },
  132005: { status: 400, title: 'Translated text too long' },
  132007: { status: 400, title: 'Template format character policy violated' },
  132012: { status: 400, title: 'Parameter format does not match format in the created template' },
  132015: { status: 400, title: 'Template is paused' },
  132016: { status: 400, title: 'Template is disabled' },
  // The number and its account
  131037: { status: 400, title: 'WhatsApp provided number needs display name approval before message can be sent' },
  131042: { status: 400, title: 'Business eligibility payment issue' },
  131045: { status: 500, title: 'Incorrect certificate' },
  133010: { status: 400, title: 'Phone number not registered' },
};
