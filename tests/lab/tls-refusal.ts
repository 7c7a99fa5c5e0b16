import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import type { KeyedCertificate, LabCertificates } from './certificates.ts';

let connections = 0;

/**
 * Passes one connection to `openssl s_server`, which refuses bad client certificates in the handshake. Its alert is
 * that of Apache, HAProxy and nginx's streams. Node cannot: it completes the handshake, then closes the connection.
 * @param socket the browser's unread connection.
 * @param dir folder for a short-lived socket file.
 * @returns the decrypted stream, which ends when the client is refused
 */
export async function refuseInTls(
  socket: Socket,
  dir: string,
  only: 'TLSv1.2' | 'TLSv1.3',
  server: KeyedCertificate,
  certificates: LabCertificates,
): Promise<Duplex> {
  connections += 1;
  const address = join(dir, `s${connections}`);
  const tool = spawn(
    'openssl',
    [
      's_server',
      '-quiet',
      '-naccept',
      '1',
      '-unix',
      address,
      only === 'TLSv1.2' ? '-tls1_2' : '-tls1_3',
      '-cert',
      server.certificateFile,
      '-key',
      server.keyFile,
      '-no_ticket',
      '-Verify',
      '2',
      '-verify_return_error',
      '-CAfile',
      certificates.clientCaWithCrlFile,
      '-crl_check',
    ],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const end = () => {
    socket.destroy();
    tool.kill();
    void rm(address, { force: true });
  };
  tool.once('error', end);
  tool.once('exit', end);
  tool.stdin.once('error', end);
  socket.once('close', end);
  socket.once('error', end);

  const inner = await connectWhenListening(address, () => tool.exitCode === null && !socket.destroyed);
  if (inner === undefined) end();
  else {
    inner.once('error', end);
    socket.pipe(inner).pipe(socket);
  }
  return Duplex.from({ readable: tool.stdout, writable: tool.stdin });
}

/** Tries to connect until openssl listens: under `-quiet` it prints nothing when it is ready. */
async function connectWhenListening(address: string, stillWanted: () => boolean): Promise<Socket | undefined> {
  while (stillWanted()) {
    const socket = connect(address);
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  return undefined;
}
