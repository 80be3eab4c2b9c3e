import { render } from 'preact';
import { session } from './api/index.ts';
import { App } from './app.tsx';

const root = document.querySelector('#app');
if (!root) throw new Error('index.html has no #app');
void session.start();
render(<App />, root);
