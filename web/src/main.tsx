import { render } from 'preact';
import { session } from './api/index.ts';
import { App } from './app.tsx';
import { pageAt } from './shell/pages.ts';
import { takeLinkToken } from './sign-in-link.ts';

const root = document.querySelector('#app');
if (!root) throw new Error('index.html has no #app');
const link = takeLinkToken();
if (link === undefined) {
  void session.start();
  // While the server is asked who is signed in.
  if (session.state.kind !== 'out')
    pageAt(location.pathname)
      ?.component.ahead()
      .catch(() => undefined);
}
render(<App link={link} />, root);
