/** The URL of a PostgreSQL server, with libpq's names for TLS. */

export const tlsModes = ['verify-full', 'verify-ca', 'require', 'disable'] as const;
export type TlsMode = (typeof tlsModes)[number];

interface Tls {
  mode: TlsMode;
  /** A file of certificates that are trusted in place of the system's. */
  certificate: string | null;
}

const parameters = { mode: 'sslmode', certificate: 'sslrootcert' };

/** Chrome reads addresses of other kinds than the web's only since 2024, so they are taken apart here. */
const form = /^postgres(?:ql)?:\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)(:\d+)?(\/[^?#]*)?(?:\?([^#]*))?$/;

export const isAddress = (url: string): boolean => form.test(url);

/** How a URL asks to be connected. Where it says nothing: verified, or without TLS on this machine. */
export function tlsOf(url: string): Tls {
  const { host, parameters: given } = partsOf(url);
  const said = given.get(parameters.mode);
  const fallback = isThisMachine(host) ? 'disable' : 'verify-full';
  // Modes that may end up without TLS are taken for the strictest that accepts the same servers.
  const known = tlsModes.find((mode) => mode === said) ?? (said === null ? fallback : 'require');
  return { mode: known, certificate: given.get(parameters.certificate) };
}

/** The URL asking for other TLS. */
export function withTls(url: string, { mode, certificate }: Tls): string {
  const { start, parameters: given } = partsOf(withoutTls(url));
  given.set(parameters.mode, mode);
  if (certificate) given.set(parameters.certificate, certificate);
  return `${start}?${given}`;
}

export function withoutTls(url: string): string {
  const { start, parameters: given } = partsOf(url);
  for (const name of Object.values(parameters)) given.delete(name);
  return [...given].length ? `${start}?${given}` : start;
}

/** The server and database without name and password, to be shown. */
export function shownAddress(url: string): string {
  const [, host, port = '', path = ''] = form.exec(url) ?? [];
  return `${host || 'localhost'}${port}${path}`;
}

function partsOf(url: string): { start: string; host: string; parameters: URLSearchParams } {
  const [start, query = ''] = url.split('?', 2);
  return { start, host: form.exec(url)?.[1] ?? '', parameters: new URLSearchParams(query) };
}

const isThisMachine = (host: string) => host === '' || host === 'localhost' || /^(127\.|\[::1\])/.test(host);
