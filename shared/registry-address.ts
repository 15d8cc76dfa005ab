/** The URL of a PostgreSQL server, with libpq's names for TLS. */

export const tlsModes = ['verify-full', 'verify-ca', 'require', 'disable'] as const;
export type TlsMode = (typeof tlsModes)[number];

interface Tls {
  mode: TlsMode;
  /** A file of certificates that are trusted in place of the system's. */
  certificate: string | null;
}

const parameters = { mode: 'sslmode', certificate: 'sslrootcert' };

/** How a URL asks to be connected. Where it says nothing: verified, or without TLS on this machine. */
export function tlsOf(url: string): Tls {
  if (!URL.canParse(url)) return { mode: 'verify-full', certificate: null };
  const { hostname, searchParams } = new URL(url);
  const said = searchParams.get(parameters.mode);
  const fallback = isThisMachine(hostname) ? 'disable' : 'verify-full';
  // Modes that may end up without TLS are taken for the strictest that accepts the same servers.
  const known = tlsModes.find((mode) => mode === said) ?? (said === null ? fallback : 'require');
  return { mode: known, certificate: searchParams.get(parameters.certificate) };
}

/** The URL asking for other TLS; one that cannot be parsed stays as it is. */
export function withTls(url: string, { mode, certificate }: Tls): string {
  if (!URL.canParse(url)) return url;
  const next = new URL(withoutTls(url));
  next.searchParams.set(parameters.mode, mode);
  if (certificate) next.searchParams.set(parameters.certificate, certificate);
  return next.href;
}

export function withoutTls(url: string): string {
  const next = new URL(url);
  for (const name of Object.values(parameters)) next.searchParams.delete(name);
  return next.href;
}

/** The server and database without name and password, to be shown. */
export function shownAddress(url: string): string {
  if (!URL.canParse(url)) return '';
  const { host, pathname } = new URL(url);
  return `${host || 'localhost'}${pathname}`;
}

const isThisMachine = (host: string) => host === '' || host === 'localhost' || /^(127\.|\[::1\])/.test(host);
