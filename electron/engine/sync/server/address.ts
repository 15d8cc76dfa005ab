import { readFile } from 'node:fs/promises';
import type { ClientConfig } from 'pg';
import { StudioError } from '@shared/errors';
import { isAddress, type TlsMode, tlsOf, withoutTls } from '@shared/registry-address';

/**
 * How to reach a PostgreSQL server by its URL, with libpq's `sslmode` and `sslrootcert`. Without a `sslmode` the
 * server's certificate is verified, and a server on this machine is talked to without TLS.
 * @throws StudioError `bad-request` for what is no such URL, `not-found` for a certificate that cannot be read
 */
export async function parseAddress(url: string): Promise<ClientConfig> {
  if (!isAddress(url))
    throw new StudioError(
      'bad-request',
      'Write the server as postgresql://user:password@host:5432/database.',
    );
  const { mode, certificate } = tlsOf(url);
  const ca = certificate ? await readCertificate(certificate) : undefined;
  return { connectionString: withoutTls(url), ssl: sslOptions(mode, ca) };
}

function sslOptions(mode: TlsMode, ca: string | undefined): ClientConfig['ssl'] {
  if (mode === 'disable') return false;
  if (mode === 'require') return { rejectUnauthorized: false };
  // With verify-ca the certificate may be in any name.
  return { ca, ...(mode === 'verify-ca' && { checkServerIdentity: () => undefined }) };
}

async function readCertificate(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StudioError('not-found', 'The certificate file cannot be read.', String(error));
  }
}
