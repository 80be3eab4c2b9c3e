// Asks one address again and again over so many connections, each with one request at a time, and prints what came of it
// as JSON. Plain sockets: a client library would take more of its core than the bare route takes of the other.
// Arguments: port, path, token, connections, seconds.
import { connect } from 'node:net';

const [, , port = '', path = '', token = '', connections = '', seconds = ''] = process.argv;
const request = [
  `GET ${path} HTTP/1.1`,
  `Host: 127.0.0.1:${port}`,
  `Authorization: Bearer ${token}`,
  'Accept: application/json',
  '\r\n',
].join('\r\n');

/** Milliseconds, of those that were asked after the warm-up. @type {number[]} */
const times = [];
const WARM_MS = 1000;
const began = performance.now();
const ends = began + WARM_MS + Number(seconds) * 1000;
/** @type {NodeJS.CpuUsage | undefined} */
let cpuBefore;
/** All, the warm-up's too. */
let requests = 0;

/** @returns {Promise<void>} */
function one() {
  return new Promise((done, fail) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.setNoDelay(true);
    let asked = 0;
    let had = '';
    const ask = () => {
      asked = performance.now();
      if (asked > ends) {
        socket.destroy();
        done();
        return;
      }
      if (asked - began > WARM_MS) cpuBefore ??= process.cpuUsage();
      socket.write(request);
    };
    socket.on('connect', ask);
    socket.on('error', fail);
    socket.on('data', (chunk) => {
      had += chunk.toString('latin1');
      const head = had.indexOf('\r\n\r\n');
      if (head < 0) return;
      const [, length] = /content-length: (\d+)/i.exec(had.slice(0, head)) ?? [];
      if (!had.startsWith('HTTP/1.1 200') || length === undefined) {
        fail(new Error(had.slice(0, 500)));
        return;
      }
      if (had.length < head + 4 + Number(length)) return;
      had = '';
      requests += 1;
      if (asked - began > WARM_MS) times.push(performance.now() - asked);
      ask();
    });
  });
}

await Promise.all(Array.from({ length: Number(connections) }, one));
const wall = performance.now() - began - WARM_MS;
const { user, system } = process.cpuUsage(cpuBefore);
times.sort((a, b) => a - b);
/** @param {number} share */
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
const busy = (user + system) / 1000 / wall;
console.log(JSON.stringify({ rate: (times.length / wall) * 1000, p50: at(0.5), p99: at(0.99), busy, asked: requests }));
