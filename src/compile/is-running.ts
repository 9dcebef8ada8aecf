/** Whether a process of that id exists, whoever it belongs to: what one that is gone left behind can be swept up. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
