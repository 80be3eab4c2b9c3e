import { describe, expect, it } from 'vitest';
import { clientIn, networkOf } from '../../src/http/client.ts';

describe('who asks', () => {
  it('is the other end of the connection, whatever the request says', () => {
    expect(clientIn('203.0.113.7', undefined, 0)).toBe('203.0.113.7');
    expect(clientIn('203.0.113.7', '198.51.100.1', 0)).toBe('203.0.113.7');
  });

  it('is what the proxy says that is known to be there, and not what the client said before', () => {
    expect(clientIn('10.0.0.1', '198.51.100.1', 1)).toBe('198.51.100.1');
    expect(clientIn('10.0.0.1', '6.6.6.6, 198.51.100.1', 1)).toBe('198.51.100.1');
    expect(clientIn('10.0.0.1', '6.6.6.6,198.51.100.1 , 10.0.0.2', 2)).toBe('198.51.100.1');
  });

  it('is the proxy itself where it says nothing of use', () => {
    for (const said of [undefined, '', ',', 'unknown', '6.6.6.6, nobody', '198.51.100.1:443'])
      expect(clientIn('10.0.0.1', said, 1)).toBe('10.0.0.1');
    // Fewer proxies than were promised: the farthest that is said.
    expect(clientIn('10.0.0.1', '198.51.100.1', 3)).toBe('198.51.100.1');
  });

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', 'unknown'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
