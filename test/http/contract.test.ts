import { contractOver } from './_contract.ts';

contractOver('sqlite', 'one of those alike');
