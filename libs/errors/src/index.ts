export { AppError, toAppError } from './app-error.js';
export { isReason, type Reason, reasons } from './reasons.js';
