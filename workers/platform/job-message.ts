/** Of the queue `engawa-jobs`: run this step of this job. */
export interface JobMessage {
  readonly job_id: string;
  readonly step: number;
}
