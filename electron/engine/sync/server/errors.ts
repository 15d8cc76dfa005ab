import { type ErrorCode, StudioError } from '@shared/errors';

/** By PostgreSQL's five-letter codes, or Node's. */
const known: [RegExp, ErrorCode, string][] = [
  [/^28/, 'registry-refused', 'The server does not accept this user name and password.'],
  [/^3D000$/, 'registry-refused', 'There is no such database on the server.'],
  [/^42501$/, 'registry-refused', 'This account may not use the registry, or not make its tables.'],
  [
    /^(CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|HOSTNAME_)/,
    'registry-tls',
    'The server’s certificate is not trusted.',
  ],
  [/^(E[A-Z]+|08...|57P..|53...)$/, 'registry-unreachable', 'The server cannot be reached.'],
];

/** Errors of pg that carry no code. */
const told: [RegExp, ErrorCode, string][] = [
  [
    /does not support SSL|certificate/i,
    'registry-tls',
    'The server does not offer TLS, or its certificate is not trusted.',
  ],
  [
    /password must be a string|SASL|no pg_hba/i,
    'registry-refused',
    'The server does not accept this user name and password.',
  ],
  [
    /terminated|timeout|not queryable|closed|ended|after calling end/i,
    'registry-unreachable',
    'The connection to the server was lost.',
  ],
];

/** What went wrong with a server, for a person. It never says the address, which has the password in it. */
function explainServerError(error: unknown): unknown {
  if (error instanceof StudioError || !(error instanceof Error)) return error;
  const code = String((error as { code?: unknown }).code ?? '');
  const found =
    known.find(([pattern]) => pattern.test(code)) ?? told.find(([pattern]) => pattern.test(error.message));
  if (!found) return new StudioError('internal', `The server answered: ${error.message}`, error.stack);
  return new StudioError(found[1], found[2], error.message);
}

/** Does what a server is needed for; says what went wrong. */
export async function withServer<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainServerError(error);
  }
}
