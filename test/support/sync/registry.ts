import { PostgresServer } from './postgres';
import { type Proxy, startProxy } from './proxy';

/** A server for a registry, and a line to it that can be cut. */
export interface Registry {
  server: PostgresServer;
  proxy: Proxy;
  remove(): Promise<void>;
}

/** `bin`: where PostgreSQL's programs are. */
export async function startRegistry(bin: string): Promise<Registry> {
  const server = await PostgresServer.start(bin);
  const proxy = await startProxy(server.port);
  return {
    server,
    proxy,
    async remove() {
      await proxy.close();
      await server.remove();
    },
  };
}
