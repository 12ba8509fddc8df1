using Connect.Host.Commands;

return await CommandLine.RunAsync(args);
