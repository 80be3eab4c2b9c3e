// A mail server that takes everything and keeps nothing: as little work as SMTP allows, so that it is never what one
// waits for; with an argument, a message is answered after so many milliseconds, as by a server that stores it. Says its
// port to its parent, and on every question how much CPU it has used.
import { createServer } from 'node:net';

const pause = Number(process.argv[2] ?? 0);
const END = Buffer.from('\r\n.\r\n');

const server = createServer((socket) => {
  socket.setNoDelay(true);
  let inData = false;
  /** @type {Buffer} */
  let tail = Buffer.alloc(0);
  let line = '';
  socket.write('220 sink ESMTP\r\n');
  socket.on('error', () => undefined);
  socket.on('data', (/** @type {Buffer} */ chunk) => {
    if (inData) {
      // The end may lie across two chunks; whoever sends it waits for the answer, so nothing follows it.
      const seen = chunk.length >= END.length ? chunk : Buffer.concat([tail, chunk]);
      tail = seen.subarray(-END.length);
      if (!tail.equals(END)) return;
      inData = false;
      tail = Buffer.alloc(0);
      if (pause > 0) setTimeout(() => socket.write('250 2.0.0 taken\r\n'), pause);
      else socket.write('250 2.0.0 taken\r\n');
      return;
    }
    line += chunk.toString('latin1');
    for (let end = line.indexOf('\r\n'); end >= 0; end = line.indexOf('\r\n')) {
      const verb = line.slice(0, 4).toUpperCase();
      line = line.slice(end + 2);
      if (verb === 'EHLO') socket.write('250-sink\r\n250-8BITMIME\r\n250 SIZE 60000000\r\n');
      else if (verb === 'DATA') {
        inData = true;
        socket.write('354 go on\r\n');
      } else if (verb === 'QUIT') socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
});
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit());
