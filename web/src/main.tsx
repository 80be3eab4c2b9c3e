import { render } from 'preact';
import { session } from './api/index.ts';
import { App } from './app.tsx';
import { takeLinkToken } from './sign-in-link.ts';

const root = document.querySelector('#app');
if (!root) throw new Error('index.html has no #app');
const link = takeLinkToken();
if (link === undefined) void session.start();
render(<App link={link} />, root);
