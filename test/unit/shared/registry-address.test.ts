import { describe, expect, it } from 'vitest';
import { isAddress, shownAddress, tlsOf, withoutTls, withTls } from '../../../shared/registry-address';

describe('the address of a server', () => {
  const plain = 'postgresql://user:p%40ss@db.example:5433/shops';

  it('is verified unless it says otherwise, and goes without TLS on this machine', () => {
    expect(tlsOf(plain).mode).toBe('verify-full');
    for (const here of [
      'postgres://localhost/x',
      'postgresql://u:p@127.0.0.1:1/x',
      'postgresql://[::1]/x',
      'postgresql:///x',
    ])
      expect(tlsOf(here).mode).toBe('disable');
    expect(tlsOf('postgresql://localhost.evil.example/x').mode).toBe('verify-full');
    expect(tlsOf(`${plain}?sslmode=disable`).mode).toBe('disable');
    for (const lax of ['prefer', 'allow', 'no-verify', ''])
      expect(tlsOf(`${plain}?sslmode=${lax}`).mode).toBe('require');
  });

  it('says another way of TLS and keeps the rest', () => {
    const certificate = '/etc/ca & co.pem';
    const next = withTls(`${plain}?application_name=a&sslmode=require`, { mode: 'verify-ca', certificate });
    expect(tlsOf(next)).toEqual({ mode: 'verify-ca', certificate });
    expect(withoutTls(next)).toBe(`${plain}?application_name=a`);
    expect(withoutTls(withTls(plain, { mode: 'require', certificate: null }))).toBe(plain);
  });

  it('is shown without name and password', () => {
    expect(shownAddress(`${plain}?sslmode=require`)).toBe('db.example:5433/shops');
    expect(shownAddress('postgresql:///shops')).toBe('localhost/shops');
    expect(shownAddress('postgresql://u:p@x@[fe80::1]:1/db')).toBe('[fe80::1]:1/db');
  });

  it('is one of PostgreSQL', () => {
    for (const good of [plain, 'postgres://h', 'postgresql:///x?host=/run'])
      expect(isAddress(good)).toBe(true);
    for (const bad of ['', 'db.example', 'mysql://h/x', 'postgresql:/h', ' postgres://h'])
      expect(isAddress(bad)).toBe(false);
  });
});
