import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server on this machine that can be cut. */
export interface Proxy {
  port: number;
  /** Cuts every connection after so many more bytes have gone to the server; once. */
  cutAfter(bytes: number): void;
  /** Refuses new connections and cuts those there are, or lets them through again. */
  setUp(up: boolean): void;
  /** Connections that were cut. */
  cuts: number;
  close(): Promise<void>;
}

export async function startProxy(to: number): Promise<Proxy> {
  const open = new Set<Socket>();
  let up = true;
  let left = Infinity;
  const cut = () => {
    proxy.cuts += open.size ? 1 : 0;
    for (const socket of open) socket.destroy();
    open.clear();
  };
  const server = createServer((near) => {
    if (!up) return near.destroy();
    const far = connect(to, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      // prettier-ignore
      open.add(one);
      one
        .on('error', () => {})
        .on('close', () => {
          open.delete(one);
          other.destroy();
        });
    }
    far.on('data', (data) => near.write(data));
    near.on('data', (data) => {
      if (data.length < left) {
        left -= data.length;
        far.write(data);
        return;
      }
      // What is before the cut still arrives, perhaps half a message, perhaps the last one without its answer.
      far.write(data.subarray(0, left), cut);
      left = Infinity;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: Proxy = {
    port: (server.address() as AddressInfo).port,
    cutAfter: (bytes) => void (left = bytes),
    setUp(next) {
      up = next;
      if (!up) cut();
    },
    cuts: 0,
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}
