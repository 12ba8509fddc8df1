using System.Reactive.Linq;
using Quartz;
using Quartz.Impl;

namespace TestPlugins.Libraries;

internal static class Schedulers
{
    public static void Reactive()
    {
        Observable.Range(0, 3).Wait();
        Observable.Interval(TimeSpan.FromMilliseconds(100)).Subscribe(static _ => { });
    }

    public static void Quartz(bool stopped) => QuartzAsync(stopped).GetAwaiter().GetResult();

    private static async Task QuartzAsync(bool stopped)
    {
        var scheduler = await SchedulerBuilder.Create().UseInMemoryStore().BuildScheduler();
        await scheduler.Start();
        ReadJob.Ran = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await scheduler.ScheduleJob(
            JobBuilder.Create<ReadJob>().Build(), TriggerBuilder.Create().StartNow().WithSimpleSchedule(static x => x.WithInterval(TimeSpan.FromMinutes(1)).RepeatForever()).Build());
        await ReadJob.Ran.Task;
        if (stopped)
        {
            await scheduler.Shutdown(waitForJobsToComplete: true);
        }
    }

    internal sealed class ReadJob : IJob
    {
        public static TaskCompletionSource Ran { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Execute(IJobExecutionContext context)
        {
            Ran.TrySetResult();
            return Task.CompletedTask;
        }
    }
}
