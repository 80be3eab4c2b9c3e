export { openBridge, type Bridge } from './bridge.ts';
