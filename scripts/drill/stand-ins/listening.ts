import type { AddressInfo, Server, Socket } from 'node:net';

/** A server of this process on loopback. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Binds a server to a free port of loopback. Closing it ends the connections that others keep open. */
export async function listening(server: Server): Promise<Listening> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
