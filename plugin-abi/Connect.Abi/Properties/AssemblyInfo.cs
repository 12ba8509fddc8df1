using Connect.Abi;

[assembly: AbiVersion("1.0")]
