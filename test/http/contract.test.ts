import { contractOver } from './_contract.ts';

contractOver('sqlite');
