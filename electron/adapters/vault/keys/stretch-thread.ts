/** The program of the thread that stretches a passcode (stretch-passcode.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import { stretch } from '../../../core/stretch.ts';
import type { Stretching } from './stretch-passcode.ts';

const { typed, salt, cost } = workerData as Stretching;
const key = stretch(typed, salt, cost);
typed.fill(0);
parentPort?.postMessage(key, [key.buffer]);
