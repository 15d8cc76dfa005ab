import { readFileSync } from 'node:fs';

/** Chromium's sandbox cannot start for root, nor where the system forbids user namespaces (Ubuntu 24.04). */
export function sandboxFlags() {
  if (process.platform !== 'linux') return [];
  return process.getuid() === 0 || restrictsUserNamespaces() ? ['--no-sandbox'] : [];
}

function restrictsUserNamespaces() {
  try {
    return readFileSync('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', 'utf8').trim() === '1';
  } catch {
    return false;
  }
}
